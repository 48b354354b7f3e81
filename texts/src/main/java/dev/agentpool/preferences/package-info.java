/** How a person wants work to be delegated: a file of theirs that agents read first. */
@NullMarked
package dev.agentpool.preferences;

import org.jspecify.annotations.NullMarked;
