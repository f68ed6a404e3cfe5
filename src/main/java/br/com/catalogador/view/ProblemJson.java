package br.com.catalogador.view;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;

/** Writes a failure as an RFC 9457 problem document. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * @param sentence the message of the failure in the reader's language
   */
  public static JsonObject of(Failure failure, String sentence) {
    FailureKind kind = failure.kind();
    return failure
        .facts()
        .put("type", "about:blank")
        .put("title", HttpResponseStatus.valueOf(kind.httpStatus()).reasonPhrase())
        .put("status", kind.httpStatus())
        .put("detail", sentence)
        .put("code", kind.code());
  }
}
