package br.com.catalogador.model;

import br.com.catalogador.support.Secret;
import java.time.Instant;

/**
 * What is needed to renew an access token of the broker.
 *
 * @param refreshToken valid for one renewal
 * @param renewAt when to renew the access token, some time before it expires
 * @param expiresAt when the access token expires
 */
public record OAuthGrant(Secret refreshToken, Instant renewAt, Instant expiresAt) {}
