/**
 * What guards the machine from its first packet on: the controls of stage `install`, as data of the plan, in the
 * target before it ever starts. What needs a running system or the network, first boot does.
 */
import { chooseControls } from '../../shared/harden/choose-controls.ts';
import { groups, type Control, type HardenFacts, type Part } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import type { OfflinePart, ProtectedControl, Step } from '../../shared/plan/step.ts';

/** One step a group. Nothing for the profile `none`, to which no control belongs. */
export function planProtection(facts: HardenFacts): Step[] {
  const { apply } = chooseControls(controls.filter(({ stage }) => stage === 'install'), facts);
  return groups.flatMap((group): Step[] => {
    const own = apply.filter((control) => control.group === group).map((control) => protectedControl(control, facts)).filter(({ parts }) => parts.length > 0);
    return own.length === 0 ? [] : [{ id: `protect-${group}`, kind: 'protect', label: 'Protecting the system', weight: 0.1 * own.length, group, controls: own }];
  });
}

function protectedControl({ id, parts }: Control, facts: HardenFacts): ProtectedControl {
  return { id, parts: parts(facts).filter(isOffline) };
}

function isOffline(part: Part): part is OfflinePart {
  return part.kind === 'file' || part.kind === 'settings' || part.kind === 'mode' || part.kind === 'mount' || (part.kind === 'unit' && part.state !== 'disabled');
}
