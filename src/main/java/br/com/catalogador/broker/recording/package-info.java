/**
 * Recordings of a session with the broker that may be sent to somebody: what passes is listed in
 * {@link br.com.catalogador.broker.recording.AllowList}, everything else becomes a placeholder. The
 * simulator plays them; {@code docs/simulador.md} describes the file.
 *
 * <p>A {@code Recorder} is thread-safe: frames come on the link's event loop, the lines are made on
 * a worker.
 */
package br.com.catalogador.broker.recording;
