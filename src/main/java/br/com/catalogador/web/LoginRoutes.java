package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.LoginWays;
import br.com.catalogador.web.http.Parameters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code /api/v1/login}: logs in with the password, and the code, of the broker account. */
final class LoginRoutes {
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PASSWORD = 1024;
  private static final int MAX_CHALLENGE = 128;
  private static final int MAX_CODE = 16;
  private static final int MAX_METHOD = 32;

  private final Bus bus;
  private final LoginResponse response;
  private final LoginWays ways;

  LoginRoutes(Bus bus, LoginResponse response, LoginWays ways) {
    this.bus = bus;
    this.ways = ways;
    this.response = response;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "login", this::login, "confirmCode", this::confirmCode, "resendCode", this::resendCode);
  }

  private void login(RoutingContext context) {
    if (!ways.password()) {
      BodyReader.wipe(context);
      context.fail(Failure.of(FailureKind.PASSWORD_LOGIN_OFF));
      return;
    }
    bus.request(LoginService.ADDRESS, readLogin(context))
        .onSuccess(
            result -> {
              if (result instanceof LoginDone done) {
                response.sendToken(context, done);
              } else {
                LoginResponse.sendChallenge(context, (Challenge) result);
              }
            })
        .onFailure(context::fail);
  }

  private static Login readLogin(RoutingContext context) {
    try {
      Parameters body = Parameters.ofBody(Bodies.read(context), "email", "password");
      return new Login(
          body.requiredText("email", MAX_EMAIL),
          new Secret(body.requiredText("password", MAX_PASSWORD)),
          ClientAddress.of(context).network(),
          LoginResponse.device(context));
    } finally {
      BodyReader.wipe(context);
    }
  }

  private void confirmCode(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), "challenge", "code");
    ConfirmCode confirm =
        new ConfirmCode(
            body.requiredText("challenge", MAX_CHALLENGE),
            body.requiredText("code", MAX_CODE),
            ClientAddress.of(context).network());
    bus.request(LoginService.ADDRESS, confirm)
        .onSuccess(done -> response.sendToken(context, done))
        .onFailure(context::fail);
  }

  private void resendCode(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), "challenge", "method");
    ResendCode resend =
        new ResendCode(
            body.requiredText("challenge", MAX_CHALLENGE),
            body.requiredText("method", MAX_METHOD),
            ClientAddress.of(context).network());
    bus.request(LoginService.ADDRESS, resend)
        .onSuccess(challenge -> LoginResponse.sendChallenge(context, challenge))
        .onFailure(context::fail);
  }
}
