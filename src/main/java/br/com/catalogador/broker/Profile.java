package br.com.catalogador.broker;

/**
 * The owner of a broker account.
 *
 * @param userId the broker's number of the user
 * @param name first and last name; empty if the broker has none
 * @param email e-mail address; empty if the broker does not send it
 */
public record Profile(long userId, String name, String email) {}
