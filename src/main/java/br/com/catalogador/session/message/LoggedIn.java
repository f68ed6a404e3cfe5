package br.com.catalogador.session.message;

/** A user who is logged in, and the session he has. */
public record LoggedIn(User user, SessionId session) implements LoginResult {}
