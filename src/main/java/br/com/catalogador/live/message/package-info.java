/** What the live room is asked, answers and tells. */
package br.com.catalogador.live.message;
