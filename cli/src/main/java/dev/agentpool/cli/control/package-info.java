/**
 * What the control plane's users type: words that are free as commands of their own, those that
 * mean something else here behind {@code control}.
 */
@NullMarked
package dev.agentpool.cli.control;

import org.jspecify.annotations.NullMarked;
