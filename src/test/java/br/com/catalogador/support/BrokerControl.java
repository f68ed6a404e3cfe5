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
 * A client of the control routes of the broker simulator.
 *
 * @param url base URL, without a slash at the end
 */
public record BrokerControl(String url) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * The number of requests of a name; for {@code sockets}, {@code subscriptions} and {@code
   * streams} of quotes the number of open ones.
   */
  public long requests(String name) throws IOException, InterruptedException {
    return send("GET", "/control/counts", null).getLong(name, 0L);
  }

  /** Switches faults on, with the fields of the control route. */
  public void fault(JsonObject fault) throws IOException, InterruptedException {
    send("POST", "/control/faults", fault.encode());
  }

  /** Sets the practice balance of one of its users, by the part before the {@code @}. */
  public void balance(String user, double amount) throws IOException, InterruptedException {
    JsonObject body =
        new JsonObject().put("user", user + "@catalogador.local").put("amount", amount);
    send("POST", "/control/balance", body.encode());
  }

  /** Switches all faults off. */
  public void noFaults() throws IOException, InterruptedException {
    send("DELETE", "/control/faults", null);
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
