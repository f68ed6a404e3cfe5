package br.com.catalogador.model;

/**
 * A user as the broker knows him.
 *
 * @param name first and last name; empty when the broker has none
 * @param email his e-mail address
 */
public record User(UserId id, String name, String email) {}
