package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.ApiContract.Given;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of the HTTP API, immutable. Every answer is checked against {@code openapi.yaml}. */
public final class ApiClient {
  /** HTTP/1.1, as browsers use without TLS; concurrent requests do not share a connection. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final String BOUNDARY = "candles-in-a-form";

  private final String url;
  private final String[] headers;
  private final boolean judging;

  /** An answer: status, body as text, and its headers. */
  public record Answer(int status, String text, java.net.http.HttpHeaders headers) {
    public JsonObject json() {
      return new JsonObject(text);
    }

    /** The {@code code} of a problem; null for other answers. */
    public String code() {
      return json().getString("code");
    }

    public String header(String name) {
      return headers.firstValue(name).orElse(null);
    }
  }

  private ApiClient(String url, boolean judging, String... headers) {
    this.url = url;
    this.judging = judging;
    this.headers = headers;
  }

  static ApiClient of(String url) {
    return new ApiClient(url, true);
  }

  /** A client of the operators' port, which the document does not describe. */
  static ApiClient ofManagement(String url) {
    return new ApiClient(url, false);
  }

  /** This client with other headers; names and values alternate. */
  public ApiClient with(String... newHeaders) {
    return new ApiClient(url, judging, newHeaders);
  }

  /** This client with the token of a login. */
  public ApiClient loginAs(String email, String password) {
    Answer answer = login(email, password);
    if (answer.status() != 200) {
      throw new IllegalStateException("login answered " + answer);
    }
    return with("Authorization", "Bearer " + answer.json().getString("token"));
  }

  public Answer login(String email, String password) {
    return loginLater(email, password).join();
  }

  public CompletableFuture<Answer> loginLater(String email, String password) {
    JsonObject body = new JsonObject().put("email", email).put("password", password);
    return later("POST", "/api/v1/login", body.encode());
  }

  public Answer get(String path) {
    return getLater(path).join();
  }

  public CompletableFuture<Answer> getLater(String path) {
    return later("GET", path, null);
  }

  public Answer post(String path, String body) {
    return later("POST", path, body).join();
  }

  /** Uploads one file as a form of a page does. */
  public Answer upload(String path, String fileName, byte[] content) {
    return uploadLater(path, form(fileName, content)).join();
  }

  /** As {@link #upload}, with a form of any content. */
  CompletableFuture<Answer> uploadLater(String path, byte[] form) {
    return send(
        "POST",
        path,
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(form));
  }

  /** A form with one file. */
  static byte[] form(String fileName, byte[] content) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";
    return Buffer.buffer(head.formatted(BOUNDARY, fileName))
        .appendBytes(content)
        .appendString("\r\n--" + BOUNDARY + "--\r\n")
        .getBytes();
  }

  public Answer put(String path, String body) {
    return later("PUT", path, body).join();
  }

  public Answer delete(String path) {
    return later("DELETE", path, null).join();
  }

  public Answer head(String path) {
    return later("HEAD", path, null).join();
  }

  /** The body as it came, which is not checked, with a header besides those of this client. */
  byte[] bytes(String path, String header, String value) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    request.header(header, value);
    return HTTP.send(request.build(), BodyHandlers.ofByteArray()).body();
  }

  /** As {@link #bytes(String, String, String)}, for a form. */
  byte[] bytes(String method, String path, byte[] form, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .headers(headers)
            .header(header, value)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .method(method, BodyPublishers.ofByteArray(form))
            .build();
    return HTTP.send(request, BodyHandlers.ofByteArray()).body();
  }

  /** The value of a header that is sent; null for none. */
  String header(String name) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals(name)) {
        return headers[i + 1];
      }
    }
    return null;
  }

  /** Sends a request of any method; null for no body. */
  public Answer ask(String method, String path, String body) {
    return later(method, path, body).join();
  }

  private CompletableFuture<Answer> later(String method, String path, String body) {
    return body == null
        ? send(method, path, null, BodyPublishers.noBody())
        : send(method, path, "application/json", BodyPublishers.ofString(body));
  }

  private CompletableFuture<Answer> send(
      String method, String path, String type, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    request.method(method, body);
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(response -> answer(method, path, response));
  }

  private Answer answer(String method, String path, HttpResponse<String> response) {
    Answer answer = new Answer(response.statusCode(), response.body(), response.headers());
    if (judging) {
      Given given = new Given(answer.status(), answer.text(), answer::header);
      assertThat(ApiContract.complaints(method, path, given))
          .as("%s %s, %s", method, path, answer)
          .isEmpty();
    }
    return answer;
  }
}
