package dev.pointsman.lab.ec2.action;

import dev.pointsman.lab.ec2.query.PageTokens;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcState;

/**
 * What an action works on.
 *
 * @param vpc what changes are made to, always as it is now
 * @param seen what describes tell, possibly older
 * @param variants how the service behaves where it is known to differ
 * @param pageTokens for paginated describes
 */
public record World(Vpc vpc, VpcState seen, Variants variants, PageTokens pageTokens) {}
