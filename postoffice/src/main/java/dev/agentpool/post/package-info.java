/**
 * The post office of expert pools: what becomes of a mail. Work becomes tasks, the rest waits for
 * whom it is for; nothing is lost, nothing is taken twice.
 */
@NullMarked
package dev.agentpool.post;

import org.jspecify.annotations.NullMarked;
