/** Facts -> the controls that apply here, and of each other one why it does not. */
import { profiles, type Control, type HardenFacts, type Level, type Profile } from './control.ts';

export interface LeftOut { control: Control; why: string }
export interface ChosenControls { apply: Control[]; leftOut: LeftOut[] }

export function chooseControls(all: readonly Control[], facts: HardenFacts): ChosenControls {
  const chosen: ChosenControls = { apply: [], leftOut: [] };
  for (const control of all) {
    const why = whyNot(control, facts);
    if (why === undefined) chosen.apply.push(control);
    else chosen.leftOut.push({ control, why });
  }
  return chosen;
}

export function includes(profile: Profile, level: Level): boolean {
  return profiles.indexOf(profile) >= profiles.indexOf(level);
}

function whyNot({ id, level, brokenBy = [] }: Control, { profile, skip, exceptions }: HardenFacts): string | undefined {
  if (!includes(profile, level)) return `belongs to ${level}; the profile is ${profile}`;
  if (skip.includes(id)) return 'left out by cognos.security.skip';
  const broken = brokenBy.find((exception) => exceptions.includes(exception));
  return broken === undefined ? undefined : `would break ${needs[broken]} (exception ${broken})`;
}

const needs = {
  containers: 'containers, which this machine runs',
  'usb-storage': 'USB storage, which this machine uses',
  'ipv6-ra': 'the network, which gives out IPv6 by router advertisements',
  squashfs: 'squashfs images, which this machine mounts',
};
