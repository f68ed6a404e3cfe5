package br.com.catalogador.broker;

import br.com.catalogador.support.Secret;
import java.net.URI;

/**
 * The login on the broker's own page: OAuth 2 with PKCE, for an application that is registered with
 * the broker.
 *
 * @param clientId the application's number at the broker
 * @param clientSecret renews access tokens; null for none, then they are not renewed
 * @param redirectUri where the broker sends the browser back to, as registered
 * @param scope what is asked for; {@code offline_access} asks for a refresh token
 * @param authorizeUrl the broker's page
 * @param tokenUrl where codes and refresh tokens are exchanged for access tokens
 */
public record OAuthOptions(
    long clientId,
    Secret clientSecret,
    String redirectUri,
    String scope,
    String authorizeUrl,
    String tokenUrl) {

  /** The default page: on the host of the login. */
  public static String authorizeUrl(String loginUrl) {
    return URI.create(loginUrl).resolve("/auth/oauth.v5/authorize").toString();
  }

  /** The default token address: on the host of the login. */
  public static String tokenUrl(String loginUrl) {
    return URI.create(loginUrl).resolve("/auth/oauth.v5/token").toString();
  }

  /** A copy with the default addresses on the host of a login. */
  OAuthOptions at(String loginUrl) {
    return new OAuthOptions(
        clientId, clientSecret, redirectUri, scope, authorizeUrl(loginUrl), tokenUrl(loginUrl));
  }
}
