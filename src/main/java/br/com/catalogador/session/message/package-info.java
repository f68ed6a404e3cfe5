/**
 * The requests and publications of sessions and of the session directory. Immutable records and
 * service interfaces only, apart from {@code RevokedTokens}, which all event loops read.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.session.message;
