/**
 * Recordings of a session with the broker that may be sent to somebody: what passes is listed in
 * {@link br.com.catalogador.broker.recording.AllowList}, everything else becomes a placeholder. The
 * simulator plays them; {@code docs/simulador.md} describes the file.
 */
package br.com.catalogador.broker.recording;
