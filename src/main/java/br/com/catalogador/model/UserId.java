package br.com.catalogador.model;

/**
 * The broker's number of a user, as text: the {@code sub} of his tokens.
 *
 * @param value decimal digits
 */
public record UserId(String value) {}
