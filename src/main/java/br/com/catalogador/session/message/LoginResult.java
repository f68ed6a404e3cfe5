package br.com.catalogador.session.message;

/** What comes of the right e-mail and password: a session, or the wish for a code. */
public sealed interface LoginResult permits LoginDone, Challenge {}
