package br.com.catalogador.fuzz;

import br.com.catalogador.app.ApiClient;
import br.com.catalogador.app.RunningServer;

/** A user of the simulator with a token that is good; logged in again when it is not any more. */
final class Caller {
  private final RunningServer server;
  private final String user;
  private volatile String token;

  Caller(RunningServer server, String user) {
    this.server = server;
    this.user = user;
    this.token = newToken();
  }

  private String newToken() {
    ApiClient.Answer login = server.client().login(user + "@catalogador.local", "demo-1234");
    if (login.status() != 200) {
      throw new IllegalStateException("login answered " + login);
    }
    return login.json().getString("token");
  }

  String token() {
    return token;
  }

  /** Gets another token, unless somebody has done so already; blocks. */
  synchronized void renew(String ended) {
    if (token.equals(ended)) {
      token = newToken();
    }
  }
}
