/** What the machine lets this process have: open files. May use: nothing. */
@NullMarked
package dev.agentpool.machine;

import org.jspecify.annotations.NullMarked;
