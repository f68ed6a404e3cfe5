/**
 * How log lines are written, as text or as JSON. Only logback's encoders and converters belong
 * here; what is logged, each package decides.
 *
 * <p>Called by logback on the thread that logs.
 */
package br.com.catalogador.app.log;
