/** What the session room is asked and answers: its addresses, requests and replies. */
package br.com.catalogador.session.message;
