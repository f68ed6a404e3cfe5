package br.com.catalogador.session.message;

import br.com.catalogador.support.Secret;

/**
 * A login that continues on the broker's own page.
 *
 * @param url the broker's page
 * @param attempt the encrypted state and code verifier, to be kept by this browser only and given
 *     back in {@link FinishOAuth}
 */
public record OAuthBegun(String url, Secret attempt) {}
