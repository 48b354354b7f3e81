/** Commands of expert pools: experts and what they know, mail, contracts, formulas. */
@NullMarked
package dev.agentpool.cli.expert;

import org.jspecify.annotations.NullMarked;
