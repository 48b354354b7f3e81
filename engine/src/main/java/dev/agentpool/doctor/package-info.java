/** Looks at this machine and says what is there and what is not. */
@NullMarked
package dev.agentpool.doctor;

import org.jspecify.annotations.NullMarked;
