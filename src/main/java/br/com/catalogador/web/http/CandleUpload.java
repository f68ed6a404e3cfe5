package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.view.Limits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Receives one uploaded file per request, while a worker reads it, and sends what the worker
 * writes. Nothing is kept: neither the file nor the response is ever whole in memory. Few files are
 * read at the same time, in the whole process.
 */
public final class CandleUpload {
  private static final String FORM = "multipart/form-data";
  private static final String ONE_FILE = "one file";
  private static final int BYTES_PER_SECOND = 20_000;

  /** As long as the largest file may take. */
  private static final long LONGEST_SECONDS = 2 * Limits.CANDLE_FILE_BYTES / BYTES_PER_SECOND;

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final UploadSlots slots;

  /** Reads a file, on a worker. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(String fileName, InputStream file) throws IOException;
  }

  /** Writes a response, on a worker. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream response) throws IOException;
  }

  public CandleUpload(Vertx vertx) {
    this.vertx = vertx;
    this.slots = HttpMeters.of(vertx).candleFiles();
    this.workers =
        vertx.createSharedWorkerExecutor(
            "candle-files", Limits.CANDLE_FILES, LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Checks that a request has a file.
   *
   * @throws Failure INVALID_PARAMETER for another content type, BODY_TOO_LARGE
   */
  public static void require(RoutingContext context) {
    Bodies.requireType(context, FORM);
    String length = context.request().getHeader("Content-Length");
    boolean number = length != null && length.matches("\\d{1,18}");
    // The form has some bytes around the file.
    if (number && Long.parseLong(length) > Limits.CANDLE_FILE_BYTES + BodyReader.MAX_BYTES) {
      throw Failure.of(FailureKind.BODY_TOO_LARGE);
    }
  }

  /**
   * Takes a slot for as long as a request takes.
   *
   * @throws Failure TOO_MANY_REQUESTS if its user has one, BUSY if there is none
   */
  public void enter(RoutingContext context) {
    slots.enter(Identity.of(context).user());
    SlowClients.allowByRate(context, BYTES_PER_SECOND);
  }

  /** Returns the slot of {@link #enter}. */
  public void leave(RoutingContext context) {
    slots.leave(Identity.of(context).user());
  }

  /**
   * Receives the file of a request that {@link BodyReader#hold} has paused.
   *
   * @return what the reader returns, once the request is complete; its failure at once
   */
  public <T> Future<T> receive(RoutingContext context, Reader<T> reader) {
    return new Receiving<>(context, reader).result.future();
  }

  /** Sends a response of any size; completes when it is sent, or its client has disconnected. */
  public Future<Void> send(RoutingContext context, Writer writer) {
    Context loop = vertx.getOrCreateContext();
    HttpServerResponse response = context.response().setChunked(true);
    return workers
        .<Void>executeBlocking(
            () -> {
              try (OutputStream out = new BlockingResponse(loop, response)) {
                writer.write(out);
              }
              return null;
            },
            false)
        .compose(
            ignored -> response.end(),
            broken -> {
              // Half a response must not look whole.
              context.request().connection().close();
              return Future.succeededFuture();
            });
  }

  /** One request on its event loop. */
  private final class Receiving<T> {
    private final RoutingContext context;
    private final Reader<T> reader;
    private BlockingBody body;
    private final Promise<Void> complete = ContextPromise.create();
    private final Promise<T> result = ContextPromise.create();
    private long bytes;

    Receiving(RoutingContext context, Reader<T> reader) {
      this.context = context;
      this.reader = reader;
      HttpServerRequest request = context.request();
      request.exceptionHandler(ignored -> fail(broken()));
      try {
        request.setExpectMultipart(true);
      } catch (IllegalStateException e) {
        fail(Failure.invalidParameter("Content-Type", request.getHeader("Content-Type"), FORM));
      }
      request.uploadHandler(this::begin);
      request.endHandler(ignored -> end(request));
      request.resume();
    }

    private void begin(HttpServerFileUpload file) {
      if (body != null) {
        file.handler(ignored -> {});
        fail(Failure.invalidParameter("body", "more than one file", ONE_FILE));
        return;
      }
      body = new BlockingBody(vertx.getOrCreateContext(), file);
      // Counted here, because the limit is that of the file and not of the form.
      file.handler(
          chunk -> {
            bytes += chunk.length();
            if (bytes > Limits.CANDLE_FILE_BYTES) {
              fail(Failure.of(FailureKind.BODY_TOO_LARGE));
            } else {
              body.arrived(chunk);
            }
          });
      file.exceptionHandler(ignored -> fail(broken()));
      Future<T> read =
          workers.executeBlocking(() -> reader.read(file.filename(), body.stream()), false);
      read.onSuccess(value -> complete.future().onSuccess(ignored -> result.tryComplete(value)))
          .onFailure(this::fail);
    }

    private void end(HttpServerRequest request) {
      if (!request.formAttributes().isEmpty()) {
        String field = request.formAttributes().names().iterator().next();
        fail(Failure.invalidParameter(field, "a field", ONE_FILE));
      } else if (body == null) {
        fail(Failure.invalidParameter("body", "no file", ONE_FILE));
      } else {
        complete.tryComplete();
      }
    }

    private void fail(Throwable cause) {
      if (result.tryFail(cause) && body != null) {
        body.fail();
      }
    }

    private static Failure broken() {
      return Failure.invalidParameter("body", "a part", "a whole form with " + ONE_FILE);
    }
  }
}
