package br.com.catalogador.model;

/**
 * Id of a user's session in this product: the {@code sid} of its tokens. It is not the broker's
 * session id, and it grants no access without a signed token.
 *
 * @param value url-safe text, unguessable
 */
public record SessionId(String value) {}
