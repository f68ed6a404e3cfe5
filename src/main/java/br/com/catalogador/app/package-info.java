/**
 * The command line: {@code Main} and one class per command. A command reads its options and starts
 * classes of the packages below; it computes nothing itself, and no other package depends on this
 * one.
 *
 * <p>Commands run on the main thread.
 */
package br.com.catalogador.app;
