package br.com.catalogador.session.message;

/** The result of a valid e-mail and password: a session, or a challenge for a code. */
public sealed interface LoginResult permits LoginDone, Challenge {}
