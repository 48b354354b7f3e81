/** What tokens cost: a dated table, what a person lays over it, and dollars made of tokens. */
@NullMarked
package dev.agentpool.price;

import org.jspecify.annotations.NullMarked;
