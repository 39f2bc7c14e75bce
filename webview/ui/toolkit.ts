import {
  type Button,
  type Checkbox,
  type DataGrid,
  type DataGridCell,
  type DataGridRow,
  type Divider,
  type Dropdown,
  type Link,
  type Option,
  type Panels,
  type PanelTab,
  type PanelView,
  type ProgressRing,
  provideVSCodeDesignSystem,
  type Tag,
  type TextField,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  vsCodeDivider,
  vsCodeDropdown,
  vsCodeLink,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTag,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

declare global {
  interface HTMLElementTagNameMap {
    'vscode-button': Button;
    'vscode-checkbox': Checkbox;
    'vscode-data-grid': DataGrid;
    'vscode-data-grid-cell': DataGridCell;
    'vscode-data-grid-row': DataGridRow;
    'vscode-divider': Divider;
    'vscode-dropdown': Dropdown;
    'vscode-link': Link;
    'vscode-option': Option;
    'vscode-panels': Panels;
    'vscode-panel-tab': PanelTab;
    'vscode-panel-view': PanelView;
    'vscode-progress-ring': ProgressRing;
    'vscode-tag': Tag;
    'vscode-text-field': TextField;
  }
}

/** Registers the controls that our panels use. To be called once, before any of them is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDataGrid(),
    vsCodeDataGridCell(),
    vsCodeDataGridRow(),
    vsCodeDivider(),
    vsCodeDropdown(),
    vsCodeLink(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTag(),
    vsCodeTextField(),
  );
}
