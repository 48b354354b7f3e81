/**
 * Folders into which others put files: who waits for some is told of each when it is whole, at once
 * where it was renamed into its place. Knows nothing of what the files are for.
 */
@NullMarked
package dev.agentpool.watch;

import org.jspecify.annotations.NullMarked;
