/** A card of figures as a picture. */
@NullMarked
package dev.agentpool.card;

import org.jspecify.annotations.NullMarked;
