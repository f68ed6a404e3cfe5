package br.com.catalogador.broker;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the HTTP answers to {@link PolariumLogin}, successful or not. Pure. */
final class LoginReader {
  private static final int SUCCESS = 200;
  private static final int FIRST_REFUSAL = 300;
  private static final int BROKEN = 500;

  private LoginReader() {}

  /** See {@link PolariumLogin#login}. */
  static Future<LoginAnswer> login(HttpAnswer answer) {
    String ssid = ssid(answer);
    if (answer.status() == SUCCESS && !ssid.isEmpty()) {
      return Future.succeededFuture(accepted(answer, ssid));
    }
    String token = LenientJson.text(answer.field("token"));
    if (answer.code().equals("verify") && !token.isEmpty()) {
      return Future.succeededFuture(codeWanted(answer, new Secret(token)));
    }
    return Future.failedFuture(HttpRefusals.of(answer));
  }

  /**
   * See {@link PolariumLogin#sendCode}.
   *
   * @param previous the token that the code was asked for with
   */
  static Future<Secret> sending(HttpAnswer answer, String method, Secret previous) {
    String code = answer.code();
    String token = LenientJson.text(answer.field("token"));
    if (answer.status() < FIRST_REFUSAL
        && answer.json() != null
        && (code.equals(HttpAnswer.NO_CODE) || code.equals("success"))) {
      return Future.succeededFuture(token.isEmpty() ? previous : new Secret(token));
    }
    if (HttpRefusals.isLimit(answer)) {
      return Future.failedFuture(HttpRefusals.limit(answer));
    }
    return Future.failedFuture(
        answer.json() == null && !answer.text().isBlank()
            ? HttpRefusals.blocked(answer)
            : PolariumLogin.codeNotSent(method, HttpRefusals.message(answer)));
  }

  /** See {@link PolariumLogin#confirm}. */
  static Future<LoginAnswer> confirmation(HttpAnswer answer) {
    if (answer.code().equals("success")) {
      String ssid = ssid(answer);
      String token = LenientJson.text(answer.field("token"));
      if (!ssid.isEmpty()) {
        return Future.succeededFuture(accepted(answer, ssid));
      }
      if (!token.isEmpty()) {
        return Future.succeededFuture(new Confirmed(new Secret(token)));
      }
    }
    boolean aboutTheCode =
        answer.status() < BROKEN
            && !HttpRefusals.isLimit(answer)
            && !answer.code().equals(HttpAnswer.NO_CODE)
            && !answer.code().equals("success");
    // The broker rejects a wrong code with various codes of its own.
    return Future.failedFuture(
        aboutTheCode ? Failure.of(FailureKind.INVALID_CODE) : HttpRefusals.of(answer));
  }

  private static Accepted accepted(HttpAnswer answer, String ssid) {
    long user = LenientJson.whole(answer.field("user_id"), 0);
    return new Accepted(new Secret(ssid), user > 0 ? Long.toString(user) : "");
  }

  private static CodeRequired codeWanted(HttpAnswer answer, Secret token) {
    String method = LenientJson.text(answer.field("method"));
    Set<String> methods = new LinkedHashSet<>();
    methods.add(method);
    for (Object available : LenientJson.list(answer.field("available_methods"))) {
      methods.add(LenientJson.text(available));
    }
    methods.remove("");
    return new CodeRequired(method, List.copyOf(methods), token, HttpRefusals.message(answer));
  }

  /**
   * The API host sends the session id in the body, the older authentication host only in a cookie.
   */
  private static String ssid(HttpAnswer answer) {
    String inBody = LenientJson.text(answer.field("ssid"));
    return inBody.isEmpty() ? answer.cookie("ssid") : inBody;
  }
}
