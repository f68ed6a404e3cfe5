/**
 * The command line: {@code Main} and one class per command. A command reads its options and starts
 * something of the packages below; it computes nothing itself, and nothing else depends on this
 * package.
 *
 * <p>Commands run on the main thread.
 */
package br.com.catalogador.app;
