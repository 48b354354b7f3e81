/**
 * The task board of an expert pool, {@code taskboard.json}: written for people and programs that
 * read it, and read once when a pool of the old program is opened.
 */
@NullMarked
package dev.agentpool.board;

import org.jspecify.annotations.NullMarked;
