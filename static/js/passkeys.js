// Passkeys: their forms show only where the browser knows them, and trouble is said in words.
(function () {
  'use strict'
  if (!window.PublicKeyCredential) return
  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('form[data-passkey]').forEach(function (form) { form.hidden = false })
  })
  document.addEventListener('allauth.error', function (event) {
    const trouble = document.getElementById('passkey_trouble')
    if (!trouble) return
    event.preventDefault()
    trouble.hidden = false
  })
})()
