/**
 * The check of the configured broker, step by step, for the command {@code check-broker}. It uses
 * the same clients as the server, so that a user's login would meet the same. It decides nothing
 * about the output's form and reads neither configuration nor terminal.
 *
 * <p>Blocking; each check runs on the thread of its caller.
 */
package br.com.catalogador.app.check;
