package br.com.catalogador.model;

/**
 * One session of a user with this server: the {@code sid} of his tokens. Ours, not the broker's; it
 * opens nothing without a signed token.
 *
 * @param value url-safe text, unguessable
 */
public record SessionId(String value) {}
