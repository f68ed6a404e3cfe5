package br.com.catalogador.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The control of a simulated broker.
 *
 * @param url where it listens, without a slash at the end
 */
public record BrokerControl(String url) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * How many requests of that name have come; {@code sockets} and {@code subscriptions} tell how
   * many are open.
   */
  public long requests(String name) throws IOException, InterruptedException {
    return send("GET", "/control/counts", null).getLong(name, 0L);
  }

  /** Makes the broker misbehave from now on, in the words of its control route. */
  public void fault(JsonObject fault) throws IOException, InterruptedException {
    send("POST", "/control/faults", fault.encode());
  }

  /** Lets the broker behave again. */
  public void noFaults() throws IOException, InterruptedException {
    send("DELETE", "/control/faults", null);
  }

  /** Sets a user's practice balance. */
  public void balance(String email, double amount) throws IOException, InterruptedException {
    JsonObject body = new JsonObject().put("user", email).put("amount", amount);
    send("POST", "/control/balance", body.encode());
  }

  private JsonObject send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the simulator answered " + response.body());
    }
    return new JsonObject(response.body());
  }
}
