package br.com.catalogador.broker;

import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.support.Secret;
import java.util.List;
import java.util.Optional;

/** A successful answer to a login or to a second-factor code. */
public sealed interface LoginAnswer {

  /**
   * The login is complete.
   *
   * @param ssid the broker's session id, or an access token
   * @param userId the broker's number of the user; empty if the answer does not contain it
   * @param localAddress the address of this machine that the login came from, which its session
   *     keeps; {@link BrokerNetwork#ANY_ADDRESS} when the operating system chose it
   * @param grant renews the access token; null when it cannot be renewed
   */
  record Accepted(Secret ssid, String userId, OAuthGrant grant, String localAddress)
      implements LoginAnswer {
    public Accepted(Secret ssid, String userId) {
      this(ssid, userId, null);
    }

    public Accepted(Secret ssid, String userId, OAuthGrant grant) {
      this(ssid, userId, grant, BrokerNetwork.ANY_ADDRESS);
    }

    Accepted from(String address) {
      return new Accepted(ssid, userId, grant, address);
    }
  }

  /**
   * The login needs a second-factor code.
   *
   * @param method the default way to send the code: {@code email}, {@code sms} or {@code push};
   *     empty if the broker names none
   * @param methods all available ways, {@code method} first
   * @param token identifies this login in the next step; short-lived
   * @param message the broker's text for the user, plain text; empty if there is none
   */
  record CodeRequired(String method, List<String> methods, Secret token, String message)
      implements LoginAnswer {
    public CodeRequired {
      methods = List.copyOf(methods);
    }

    /**
     * The ways that give the user a code to enter here, the preferred one first. A {@code push} is
     * confirmed in the broker's own application instead.
     */
    public List<String> codeMethods() {
      return methods.stream().filter(each -> !each.equals("push")).toList();
    }

    /**
     * The way to send the code: without a name, {@code ""}, when the broker names none, for it may
     * send the code all the same; absent when none of its ways gives a code to enter here.
     */
    public Optional<String> codeMethod() {
      return methods.isEmpty() ? Optional.of(method) : codeMethods().stream().findFirst();
    }
  }

  /**
   * The code was correct; the login must be repeated with this token.
   *
   * @param token valid for one login
   */
  record Confirmed(Secret token) implements LoginAnswer {}
}
