"""Pictures to test with: drawn, with or without what does not belong in them."""

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from knowledgebase.models import Picture
from knowledgebase.pictures import actions
from knowledgebase.pictures.reencoding import reencode

SECRET = "taken at 51.5074 north by Ada"


def drawn(width: int = 40, height: int = 24, colour="navy") -> Image.Image:
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse([2, 2, width // 2, height - 2], fill="orange")
    return image


def data(form: str = "PNG", width: int = 40, height: int = 24, colour="navy") -> bytes:
    """As a camera or a program writes it: with words about where, when and by whom."""
    image, written, more = drawn(width, height, colour), BytesIO(), {}
    if form in ("JPEG", "WEBP"):
        exif = Image.Exif()
        exif[0x010E] = SECRET
        more = {"exif": exif}
    if form == "PNG":
        words = PngInfo()
        words.add_text("Comment", SECRET)
        more = {"pnginfo": words}
    if form == "GIF":
        more = {"comment": SECRET.encode()}
    image.save(written, form, **more)
    return written.getvalue()


def moving(frames: int = 3, form: str = "GIF") -> bytes:
    images = [drawn(colour=(number % 256, 90, 40)) for number in range(frames)]
    written = BytesIO()
    images[0].save(written, form, save_all=True, append_images=images[1:], duration=80)
    return written.getvalue()


def picture(slug: str = "form", form: str = "PNG", **fields) -> Picture:
    source = data(form)
    made = Picture(slug=slug, **{"description_en": "The form", "description_fr": "Le formulaire", **fields})
    actions.store(made, ready=reencode(source, slug), source=source)
    return made
