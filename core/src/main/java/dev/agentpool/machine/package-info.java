/** What the machine lets this process have: open files, room on the disk. */
@NullMarked
package dev.agentpool.machine;

import org.jspecify.annotations.NullMarked;
