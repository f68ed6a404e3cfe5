package br.com.catalogador.model;

/**
 * A user of the broker.
 *
 * @param name first and last name; empty if the broker has none
 * @param email e-mail address; empty if the broker does not send it
 */
public record User(UserId id, String name, String email) {}
