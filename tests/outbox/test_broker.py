"""The embedded broker keeps working whatever lies in its folder."""

from types import SimpleNamespace

import pytest
from kombu import Connection, Exchange, Queue

from portal.broker import Transport
from portal.celery import make_broker_folders


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "broker"


@pytest.fixture
def queue(folder, tmp_path):
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(tmp_path / "control"),
    }
    folder.mkdir()
    # What kombu remembers of the folders of the test before; a process has only one.
    Transport.global_state.clear()
    with Connection(transport=Transport, transport_options=options) as connection:
        yield connection.SimpleQueue(
            Queue("celery", Exchange("celery"), routing_key="celery"), serializer="json"
        )


def test_messages_come_out_in_the_order_they_went_in(queue, folder):
    for number in range(20):
        queue.put(number)
    assert [queue.get(block=False).payload for _ in range(20)] == list(range(20))
    with pytest.raises(queue.Empty):
        queue.get(block=False)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("said", ["", "{", '{"body": ', "\x00"])
def test_a_broken_message_is_dropped_and_the_next_is_read(queue, folder, said, caplog):
    (folder / "0_broken.celery.msg").write_text(said)
    queue.put("hello")
    assert queue.get(block=False).payload == "hello"
    assert "0_broken.celery.msg" in caplog.text
    assert list(folder.iterdir()) == []


def test_a_half_written_message_is_not_seen(queue, folder):
    (folder / ".1_x.celery.msg.part").write_text('{"body"')
    with pytest.raises(queue.Empty):
        queue.get(block=False)


def test_a_table_of_queues_that_was_cut_short_is_written_anew(queue, tmp_path):
    queue.put("before")
    (table,) = (tmp_path / "control").iterdir()
    table.write_text("")
    options = queue.channel.connection.client.transport_options
    Transport.global_state.clear()  # Another process.
    with Connection(transport=Transport, transport_options=options) as connection:
        again = connection.SimpleQueue(
            Queue("celery", Exchange("celery"), routing_key="celery"), serializer="json"
        )
        again.put("after")
        assert [again.get(block=False).payload for _ in range(2)] == ["before", "after"]


def test_the_folders_are_made_on_a_fresh_machine(tmp_path):
    options = {
        "data_folder_in": str(tmp_path / "var" / "broker"),
        "data_folder_out": str(tmp_path / "var" / "broker"),
        "control_folder": str(tmp_path / "var" / "control"),
    }
    configured = SimpleNamespace(conf=SimpleNamespace(broker_transport_options=options))
    make_broker_folders(configured)
    make_broker_folders(configured)
    assert sorted(path.name for path in (tmp_path / "var").iterdir()) == ["broker", "control"]
