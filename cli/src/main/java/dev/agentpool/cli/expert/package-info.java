/** Commands of expert pools: experts, mail. */
@NullMarked
package dev.agentpool.cli.expert;

import org.jspecify.annotations.NullMarked;
