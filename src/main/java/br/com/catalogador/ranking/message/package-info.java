/** What the ranking room is asked, answers and tells. */
package br.com.catalogador.ranking.message;
