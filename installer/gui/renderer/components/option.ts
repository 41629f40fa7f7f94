/** What Select and Combo choose from. */
export interface Option<Value extends string = string> {
  value: Value;
  title: string;
  description?: string;
  isDisabled?: boolean;
}

/** react-aria knows an item by its `id`; without one by its place in the list, which searching and sorting change. */
export function identified<Value extends string>(options: readonly Option<Value>[]): (Option<Value> & { id: Value })[] {
  return options.map((option) => ({ ...option, id: option.value }));
}
