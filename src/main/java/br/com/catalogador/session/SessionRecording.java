package br.com.catalogador.session;

import br.com.catalogador.broker.FrameTap;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.User;
import br.com.catalogador.session.message.DeleteRecording;
import br.com.catalogador.session.message.GetRecording;
import br.com.catalogador.session.message.GetRecordingFile;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.RecordingFile;
import br.com.catalogador.session.message.RecordingView;
import br.com.catalogador.session.message.RecordingView.State;
import br.com.catalogador.session.message.Recordings;
import br.com.catalogador.session.message.StartRecording;
import br.com.catalogador.session.message.StopRecording;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;

/**
 * One session's recording for the support: runs for at most {@link #LONGEST} on the user's request,
 * then stays in memory for {@link #KEPT}, already without secrets. Confined to the session's event
 * loop.
 */
final class SessionRecording implements Recordings {
  static final Duration LONGEST = Duration.ofMinutes(10);
  static final Duration KEPT = Duration.ofMinutes(10);

  /** Characters of frames; a session of ten minutes exchanges a tenth of that. */
  static final long MAX_CHARACTERS = 8L * 1024 * 1024;

  private static final long CHECK_MILLIS = 1_000;
  private static final int RETRY_SECONDS_WHEN_FULL = 60;

  private final Vertx vertx;
  private final BrokerAccount account;
  private final InstantSource localTime;
  private final RecordingSlots slots;
  private final Runnable used;

  /** Null when there is no recording. */
  private Current current;

  /** Running while {@code recorder} is not null, then ready. */
  private static final class Current {
    private final String token;
    private final Instant begin;
    private final long timer;
    private Recorder recorder;
    private Instant end;
    private boolean full;
    private Future<RecordingFile> file;

    private Current(String token, Instant begin, Recorder recorder, long timer) {
      this.token = token;
      this.begin = begin;
      this.recorder = recorder;
      this.timer = timer;
    }

    private boolean isRunning() {
      return recorder != null;
    }
  }

  /**
   * @param used called when the user does something with the recording
   */
  SessionRecording(Vertx vertx, BrokerAccount account, InstantSource localTime, Runnable used) {
    this.vertx = vertx;
    this.account = account;
    this.localTime = localTime;
    this.slots = RecordingSlots.of(vertx);
    this.used = used;
  }

  /** Also asks the broker for what a replay needs and this session already has. */
  @Override
  public Future<RecordingView> start(StartRecording request) {
    used.run();
    expire();
    if (current != null && current.isRunning()) {
      return Future.failedFuture(Failure.of(FailureKind.RECORDING_RUNNING));
    }
    delete();
    if (!slots.tryAcquire()) {
      return Future.failedFuture(
          Failure.retryAfter(FailureKind.RECORDINGS_FULL, RETRY_SECONDS_WHEN_FULL));
    }
    Instant begin = localTime.instant();
    Recorder recorder = new Recorder(begin, MAX_CHARACTERS);
    addSecrets(recorder);
    long timer = vertx.setPeriodic(CHECK_MILLIS, ignored -> expire());
    current = new Current(LoginToken.listedAs(request.token()), begin, recorder, timer);
    account.link().tap(recorder);
    PolariumApi api = account.api();
    api.profile();
    api.balances();
    api.assets();
    return Future.succeededFuture(view());
  }

  private void addSecrets(Recorder recorder) {
    User user = account.user();
    recorder.secret(account.ssid().value());
    recorder.secret(user.id().value());
    recorder.secret(user.name());
    recorder.secret(user.email());
  }

  @Override
  public Future<RecordingView> stop(StopRecording request) {
    used.run();
    expire();
    if (current == null || !current.isRunning()) {
      return Future.failedFuture(Failure.of(FailureKind.RECORDING_NOT_RUNNING));
    }
    end(localTime.instant());
    return Future.succeededFuture(view());
  }

  @Override
  public Future<RecordingView> delete(DeleteRecording request) {
    used.run();
    delete();
    return Future.succeededFuture(view());
  }

  @Override
  public Future<RecordingView> view(GetRecording request) {
    used.run();
    return Future.succeededFuture(view());
  }

  private void end(Instant time) {
    Recorder recorder = current.recorder;
    Instant begin = current.begin;
    account.link().tap(FrameTap.NONE);
    current.recorder = null;
    current.end = time;
    current.full = recorder.isFull();
    current.file = vertx.executeBlocking(() -> RecordingFile.of(begin, recorder.lines()), false);
  }

  @Override
  public Future<RecordingFile> file(GetRecordingFile request) {
    used.run();
    expire();
    if (current == null) {
      return Future.failedFuture(Failure.of(FailureKind.RECORDING_MISSING));
    }
    return current.isRunning()
        ? Future.failedFuture(Failure.of(FailureKind.RECORDING_RUNNING))
        : current.file;
  }

  private RecordingView view() {
    expire();
    if (current == null) {
      return RecordingView.NONE;
    }
    Instant now = localTime.instant();
    return current.isRunning()
        ? new RecordingView(
            State.RUNNING,
            seconds(current.begin, now),
            seconds(now, current.begin.plus(LONGEST)),
            current.recorder.isFull())
        : new RecordingView(
            State.READY,
            seconds(current.begin, current.end),
            seconds(now, current.end.plus(KEPT)),
            current.full);
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds());
  }

  /** Whether there is one; it keeps the session from being passivated. */
  boolean exists() {
    return current != null;
  }

  /** Ends or deletes the recording when its time is over. */
  private void expire() {
    Instant now = localTime.instant();
    if (current != null && current.isRunning() && isOver(current.begin, LONGEST, now)) {
      end(current.begin.plus(LONGEST));
    }
    if (current != null && !current.isRunning() && isOver(current.end, KEPT, now)) {
      delete();
    }
  }

  /** Also when the clock was set back: nothing is kept for longer than promised. */
  private static boolean isOver(Instant begin, Duration duration, Instant now) {
    return Duration.between(begin, now).abs().compareTo(duration) >= 0;
  }

  /** Deletes the recording if there is one. */
  void delete() {
    if (current == null) {
      return;
    }
    if (current.isRunning()) {
      account.link().tap(FrameTap.NONE);
    }
    vertx.cancelTimer(current.timer);
    current = null;
    slots.release();
  }

  /** Deletes a recording that was started with a token which is not one of these any more. */
  void keepOnlyOf(Collection<String> tokens) {
    if (current != null && !tokens.contains(current.token)) {
      delete();
    }
  }

  /**
   * Requests candles from the broker while the recording runs: a catalog whose candles come from
   * the cache could not be computed again from the recording. Never fails.
   *
   * @param count closed candles, of which the newest thousand are requested
   */
  Future<?> fetchCandles(Asset asset, Timeframe timeframe, long now, int count) {
    if (current == null || !current.isRunning()) {
      return Future.succeededFuture();
    }
    int most = Math.min(count + 1, History.MAX_CANDLES);
    return account.api().candles(asset.id(), timeframe, now, most, true).otherwiseEmpty();
  }
}
