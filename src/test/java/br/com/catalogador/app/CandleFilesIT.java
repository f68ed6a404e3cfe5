package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.strategy.GoldenVectors;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of candles that users send, and the catalogs of their candles. */
@WithServer({"http.requestTimeout", "2s"})
class CandleFilesIT {
  private static final String READ = "/api/v1/candles/read";
  private static final String MT4 =
      "2026.03.10,12:00,1.23450,1.23452,1.23449,1.23451,17\n"
          + "2026.03.10,12:01,1.23451,1.23452,1.23449,1.23450,17\n";

  private static RunningServer server;
  private ApiClient client;

  @BeforeEach
  void login() {
    client = server.loggedIn("demo");
  }

  @Test
  void saysWhatItUnderstoodAndAnswersTheCandles() {
    Answer answer = client.upload(READ, "EURUSD1.csv", bytes(MT4));

    assertThat(answer.status()).isEqualTo(200);
    JsonObject understood = answer.json().getJsonObject("understood");
    assertThat(understood.getString("text"))
        .isEqualTo(
            "MT4 · EURUSD · M1 · 2 velas · 10/03/2026 12:00 → 10/03/2026 12:01 UTC"
                + " · não se sabe o fuso, lido como UTC · 0 buracos · 0 dojis · 0 repetidas");
    assertThat(answer.json().getJsonObject("candles"))
        .isEqualTo(
            new JsonObject()
                .put("from", new JsonArray().add(1773144000).add(1773144060))
                .put("open", new JsonArray().add(1.2345).add(1.23451))
                .put("high", new JsonArray().add(1.23452).add(1.23452))
                .put("low", new JsonArray().add(1.23449).add(1.23449))
                .put("close", new JsonArray().add(1.23451).add(1.2345)));
  }

  @Test
  void followsTheParametersAndTheLanguage() throws IOException {
    String query = "?zone=-3&stamp=close&timeframe=300&decimal=point&ticker=X&keepFlats=true";
    Answer answer = client.upload(READ + query, "a.gz", gzip(bytes(MT4)));

    JsonObject understood = answer.json().getJsonObject("understood");
    assertThat(understood.getString("zone")).isEqualTo("-03:00");
    assertThat(understood.getString("zoneFrom")).isEqualTo("given");
    assertThat(understood.getString("stamp")).isEqualTo("close");
    assertThat(understood.getInteger("timeframe")).isEqualTo(300);
    assertThat(understood.getString("asset")).isEqualTo("X");
    Answer english =
        server
            .loggedIn("demo")
            .with("Authorization", token(), "Accept-Language", "en")
            .upload(READ, "a.csv", bytes(MT4));
    assertThat(english.json().getJsonObject("understood").getString("text"))
        .contains("2 candles", "time zone not known");
  }

  @Test
  void refusesWhatHoldsNoCandlesInTheReadersLanguage() {
    Answer answer =
        client.upload(READ, "a.csv", bytes("from,open,high,low,close\n60,1,1,1,x\n61,1,1,1,1\n"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("candles_unreadable");
    assertThat(answer.json().getString("reason"))
        .isEqualTo("linha 2: close é \"x\", esperado um número");
    assertThat(answer.json().getString("detail"))
        .isEqualTo("Não deu para ler o arquivo: linha 2: close é \"x\", esperado um número");
  }

  @Test
  void refusesARequestThatIsNoFormWithOneFile() {
    assertThat(client.post(READ, "{}").json().getString("field")).isEqualTo("Content-Type");
    byte[] none = bytes("--candles-in-a-form--\r\n");
    assertThat(client.uploadLater(READ, none).join().json().getString("got")).isEqualTo("no file");
    String one = Buffer.buffer(ApiClient.form("a.csv", bytes(MT4))).toString();
    String two = one.replace("--candles-in-a-form--\r\n", "") + one;
    assertThat(client.uploadLater(READ, bytes(two)).join().json().getString("got"))
        .isEqualTo("more than one file");
    String field =
        "--candles-in-a-form\r\nContent-Disposition: form-data; name=\"zone\"\r\n\r\nUTC\r\n" + one;
    assertThat(client.uploadLater(READ, bytes(field)).join().json().getString("field"))
        .isEqualTo("zone");
    assertThat(server.client().upload(READ, "a.csv", bytes(MT4)).status()).isEqualTo(401);
    client.post("/api/v1/logout", null);
    assertThat(client.upload(READ, "a.csv", bytes(MT4)).code()).isEqualTo("session_ended");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    try (Upload upload = new Upload(token(), 70_000_000)) {
      assertThat(upload.answer()).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
    byte[] bomb = gzip(new byte[80 << 20]);
    assertThat(client.upload(READ, "a.gz", bomb).code()).isEqualTo("candles_unreadable");
  }

  @Test
  void hoursAndSlotsOfOwnCandlesAreAsRecorded() {
    JsonObject file = GoldenVectors.json("market/hours");
    for (Object item : file.getJsonArray("cases")) {
      JsonObject vector = (JsonObject) item;
      JsonObject input = vector.getJsonObject("input");
      JsonObject question = new JsonObject().put("asset", "X").put("candles", columns(file, input));
      List.of("timeframe", "zone", "martingale", "tie", "now")
          .forEach(name -> question.put(name, input.getValue(name)));
      JsonObject catalog =
          question.copy().put("strategy", input.getString("strategy")).put("days", 90);
      JsonObject dates = question.copy().put("slotDays", input.getInteger("days"));

      JsonObject hours = client.post("/api/v1/hours", catalog.encode()).json();
      JsonObject slots = client.post("/api/v1/slots", dates.encode()).json();

      GoldenVectors.assertHours(
          hours.getJsonObject("byHour"),
          slots.getJsonArray("bySlot"),
          vector.getJsonObject("expected"));
      assertThat(hours.getLong("computedAt")).isEqualTo(input.getLong("now"));
      assertThat(slots.getInteger("dates")).isEqualTo(input.getInteger("days"));
      JsonObject page = catalog.put("rowsBefore", input.getLong("now"));
      assertThat(client.post("/api/v1/hours", page.encode()).json().getString("field"))
          .isEqualTo("rowsBefore");
    }
  }

  /** The vectors have rows of time, open, close, low, high. */
  private static JsonObject columns(JsonObject file, JsonObject input) {
    JsonArray rows = file.getJsonObject("series").getJsonArray(input.getString("candles"));
    JsonObject columns = new JsonObject();
    List<String> names = List.of("from", "open", "close", "low", "high");
    for (int column = 0; column < names.size(); column++) {
      JsonArray values = new JsonArray();
      for (int i = 0; i < rows.size(); i++) {
        values.add(rows.getJsonArray(i).getValue(column));
      }
      columns.put(names.get(column), values);
    }
    return columns;
  }

  /** More than the buffers between the client and the worker hold. */
  @Test
  void streamsALargeFile() throws Exception {
    StringBuilder csv = new StringBuilder("from,open,high,low,close\n");
    for (int i = 0; i < 30_000; i++) {
      csv.append(1_600_000_020L + i * 60L).append(",1.23450,1.23452,1.23449,1.23451\n");
    }
    Answer answer = client.upload(READ, "a.csv", bytes(csv.toString()));

    JsonObject body = answer.json();
    assertThat(body.getJsonObject("understood").getInteger("candles")).isEqualTo(30_000);
    assertThat(body.getJsonObject("candles").getJsonArray("close")).hasSize(30_000);
    Answer packed =
        client
            .with("Authorization", token(), "Accept-Encoding", "identity")
            .upload(READ, "a.csv", gzip(bytes(csv.toString())));
    assertThat(packed.text()).isEqualTo(answer.text());
  }

  /** What a worker writes last must be sent before the response ends. */
  @Test
  void answersWhollyHoweverOften() {
    String first = client.upload(READ, "a.csv", bytes(MT4)).text();
    for (int i = 0; i < 200; i++) {
      assertThat(client.upload(READ, "a.csv", bytes(MT4)).text()).isEqualTo(first);
    }
  }

  @Test
  void readsTwoFilesAtATime() {
    until(() -> whileUploading("user1").status() == 200);
    // The third may come first now and then, and is then not the one that is refused.
    List<Answer> refused = new ArrayList<>();
    until(
        () -> {
          Answer answer = whileUploading("user1", "user2");
          refused.add(answer);
          return answer.status() == 503;
        });
    Answer busy = refused.get(refused.size() - 1);
    assertThat(busy.code()).isEqualTo("busy");
    assertThat(busy.header("Retry-After")).isEqualTo("5");
    // whoever disconnects gives its place back
    until(() -> client.upload(READ, "a.csv", bytes(MT4)).status() == 200);
  }

  @Test
  void readsOneFileOfAUserAtATime_soThatNobodyTakesAllPlaces() {
    List<Answer> refused = new ArrayList<>();
    until(
        () -> {
          Answer answer = whileUploading("demo");
          refused.add(answer);
          return answer.status() == 429;
        });
    Answer second = refused.get(refused.size() - 1);
    assertThat(second.code()).isEqualTo("too_many_requests");
    assertThat(second.header("Retry-After")).isEqualTo("5");
    until(() -> client.upload(READ, "a.csv", bytes(MT4)).status() == 200);
  }

  /** Uploads a file while files of users arrive. */
  private Answer whileUploading(String... users) throws IOException {
    List<Upload> uploads = new ArrayList<>();
    try {
      for (String user : users) {
        Upload upload = new Upload(tokenOf(server.loggedIn(user)), 1_000_000);
        uploads.add(upload);
        upload.send(MT4);
      }
      return client.upload(READ, "a.csv", bytes(MT4));
    } finally {
      for (Upload upload : uploads) {
        upload.close();
      }
    }
  }

  /** Beyond the time limit of requests a file must arrive with 20 kB/s. */
  @Test
  void disconnectsAClientThatSendsTooSlowly() throws Exception {
    try (Upload slow = new Upload(token(), 1_000_000);
        Upload steady = new Upload(tokenOf(server.loggedIn("user1")), 50_000_000)) {
      slow.send("2026.03.10,12:00,");
      until(
          () -> {
            steady.send("#".repeat(3_999) + "\n");
            return slow.isClosed();
          });
      assertThat(steady.isClosed()).isFalse();
    }
  }

  /** A connection that sends a form bit by bit. */
  private final class Upload implements AutoCloseable {
    private final Socket socket;

    Upload(String token, int length) throws IOException {
      URI url = URI.create(server.url());
      socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(10_000);
      send(
          "POST "
              + READ
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
              + token
              + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
              + length
              + "\r\n\r\n"
              + "--b\r\n"
              + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n");
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(bytes(text));
    }

    String answer() throws IOException {
      byte[] some = new byte[8192];
      int length = socket.getInputStream().read(some);
      return new String(some, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }

    boolean isClosed() {
      try {
        socket.setSoTimeout(10);
        return socket.getInputStream().read() < 0;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void catalogsCandlesOfTheUsersOwn() throws IOException {
    for (String file : new String[] {"minoria-random", "strategies"}) {
      for (Object each : vectors(file)) {
        JsonObject vector = (JsonObject) each;
        JsonObject body = question(vector.getJsonObject("input"));
        if (body == null) {
          continue;
        }
        Answer answer = client.post("/api/v1/catalog", body.encode());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonObject expected = vector.getJsonObject("expected");
        assertThat(answer.json().getJsonArray("rows")).isEqualTo(expected.getJsonArray("rows"));
        assertThat(answer.json().getLong("skipped")).isEqualTo(expected.getLong("skipped"));
        assertThat(answer.json().getJsonObject("stats").getString("source")).isEqualTo("own");
      }
    }
  }

  /** A vector's candles as columns; null for one with candles that are not in order. */
  private static JsonObject question(JsonObject input) {
    JsonObject columns = new JsonObject();
    String[] names = {"from", "open", "close", "low", "high"};
    for (String name : names) {
      columns.put(name, new JsonArray());
    }
    long last = -1;
    for (Object each : input.getJsonArray("candles")) {
      JsonArray candle = (JsonArray) each;
      if (candle.getLong(0) <= last) {
        return null;
      }
      last = candle.getLong(0);
      for (int i = 0; i < names.length; i++) {
        columns.getJsonArray(names[i]).add(candle.getValue(i));
      }
    }
    JsonObject body = new JsonObject().put("asset", "EURUSD").put("candles", columns);
    for (String name :
        new String[] {
          "timeframe",
          "quadrants",
          "strategy",
          "martingale",
          "tie",
          "payout",
          "multiplier",
          "recover",
          "now"
        }) {
      body.put(name, input.getValue(name));
    }
    return body;
  }

  private static JsonArray vectors(String file) throws IOException {
    try (InputStream in = CandleFilesIT.class.getResourceAsStream("/vectors/" + file + ".json")) {
      return new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[60,120] | [1,1] | [1,1] | [1,1] | [1] | candles | 2 times and 1 prices close",
        "[60,61] | [1,1] | [1,1] | [1,1] | [1,1] | candles.from | 61, candle 2",
        "[120,60] | [1,1] | [1,1] | [1,1] | [1,1] | candles.from | 60, candle 2",
        "[60,1.5] | [1,1] | [1,1] | [1,1] | [1,1] | candles.from | 1.5, candle 2",
        "[60,120] | [1,0] | [1,1] | [1,1] | [1,1] | candles.open | 0, candle 2",
        "[60,120] | [1,3] | [1,1] | [1,1] | [1,1] | candles.open | 3.0, candle 2",
        "[60,120] | [1,\"x\"] | [1,1] | [1,1] | [1,1] | candles.open | a text, candle 2",
        "[300,600,900] | [1,1,1] | [1,1,1] | [1,1,1] | [1,1,1] | candles.from"
            + " | distances of 300 seconds and more",
      })
  void namesTheColumnAndTheCandleThatAreWrong(
      String from, String open, String high, String low, String close, String field, String got) {
    String candles =
        "{\"from\":%s,\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s}"
            .formatted(from, open, high, low, close);
    Answer answer = client.post("/api/v1/catalog", "{\"asset\":\"X\",\"candles\":" + candles + "}");

    assertThat(answer.code()).isEqualTo("invalid_parameter");
    assertThat(answer.json().getString("field")).isEqualTo(field);
    assertThat(answer.json().getString("got")).isEqualTo(got);
  }

  /** Twelve blocks of five minutes; the third minute of the second block is missing. */
  @Test
  void putsMinutesTogetherToFiveMinutes_andCountsABlockWithAMinuteMissing() {
    JsonObject minutes = columns();
    JsonObject fives = columns();
    for (int i = 0; i < 58; i++) {
      if (i != 7) {
        double open = 100 + Math.abs(i * 7 % 11 - 5);
        double close = 100 + Math.abs((i + 1) * 7 % 11 - 5);
        add(minutes, i * 60L, open, Math.max(open, close) + 1, Math.min(open, close) - 1, close);
      }
    }
    for (int block = 0; block < 12; block++) {
      int last = Math.min(58, block * 5 + 5);
      double high = 0;
      double low = 1000;
      for (int i = block * 5; i < last; i++) {
        if (i != 7) {
          double open = 100 + Math.abs(i * 7 % 11 - 5);
          double close = 100 + Math.abs((i + 1) * 7 % 11 - 5);
          high = Math.max(high, Math.max(open, close) + 1);
          low = Math.min(low, Math.min(open, close) - 1);
        }
      }
      double open = 100 + Math.abs(block * 5 * 7 % 11 - 5);
      double close = 100 + Math.abs(last * 7 % 11 - 5);
      add(fives, block * 300L, open, high, low, close);
    }

    JsonObject question = new JsonObject().put("asset", "X").put("timeframe", 300);
    JsonObject together = ownCatalog(question.copy().put("candles", minutes));
    JsonObject direct = ownCatalog(question.copy().put("candles", fives).put("now", 58 * 60));

    JsonObject quality = together.getJsonObject("quality");
    assertThat(quality.remove("sourceTimeframe")).isEqualTo(60);
    assertThat(quality.remove("shortBlocks")).as("7:00 is missing, 58:00 to come").isEqualTo(2);
    assertThat(together).isEqualTo(direct);
  }

  private JsonObject ownCatalog(JsonObject body) {
    Answer answer = client.post("/api/v1/catalog", body.encode());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject columns() {
    JsonObject columns = new JsonObject();
    for (String name : new String[] {"from", "open", "high", "low", "close"}) {
      columns.put(name, new JsonArray());
    }
    return columns;
  }

  private static void add(
      JsonObject columns, long from, double open, double high, double low, double close) {
    columns.getJsonArray("from").add(from);
    columns.getJsonArray("open").add(open);
    columns.getJsonArray("high").add(high);
    columns.getJsonArray("low").add(low);
    columns.getJsonArray("close").add(close);
  }

  @Test
  void takesTwoHundredThousandCandlesOfItsOwnAndWritesCsv() {
    StringBuilder from = new StringBuilder();
    StringBuilder price = new StringBuilder();
    for (int i = 1; i <= 200_000; i++) {
      from.append(i > 1 ? "," : "").append(i * 60L);
      price.append(i > 1 ? ",1.2345" : "1.2345");
    }
    String body =
        "{\"asset\":\"X\",\"candles\":{\"from\":[%1$s],\"open\":[%2$s],\"high\":[%2$s],\"low\":[%2$s],"
            + "\"close\":[%2$s]}}";
    Answer answer = client.post("/api/v1/catalog?format=csv", body.formatted(from, price));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("start,green,red,doji");
    assertThat(answer.header("Content-Disposition")).contains("X.csv");
    Answer days =
        client.post(
            "/api/v1/catalog",
            body.formatted(from, price).replace("{\"asset\"", "{\"days\":90,\"asset\""));
    assertThat(days.json().getJsonArray("rows")).hasSize(2000);
    assertThat(days.json().getJsonObject("candles").getJsonArray("from")).hasSize(5000);
    Answer more =
        client.post("/api/v1/catalog", body.formatted(from + ",12000060", price + ",1.2345"));
    assertThat(more.json().getString("field")).isEqualTo("candles.from");
  }

  private String token() {
    return tokenOf(client);
  }

  private static String tokenOf(ApiClient client) {
    return client.header("Authorization");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void packsTheAnswerForWhoeverTakesGzip() throws Exception {
    Answer plain = client.upload(READ, "a.csv", bytes(MT4));
    byte[] packed =
        client.bytes("POST", READ, ApiClient.form("a.csv", bytes(MT4)), "Accept-Encoding", "gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.text());
    }
  }
}
