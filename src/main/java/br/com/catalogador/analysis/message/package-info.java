/** What the analysis room is asked and answers. */
package br.com.catalogador.analysis.message;
