/** What a running pool was told of its slots: notes that lie over its file. */
@NullMarked
package dev.agentpool.node.note;

import org.jspecify.annotations.NullMarked;
