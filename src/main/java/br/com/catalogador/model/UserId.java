package br.com.catalogador.model;

/**
 * The broker's user id as text: the {@code sub} of the user's tokens.
 *
 * @param value decimal digits
 */
public record UserId(String value) {}
