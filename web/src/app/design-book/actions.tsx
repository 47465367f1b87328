import { Copy, Download, Ellipsis, Heart, Maximize2, Pencil, SlidersHorizontal, Sparkles, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Credits } from '#web/design/patterns/credits.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { Drawer } from '#web/design/primitives/drawer.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Kbd } from '#web/design/primitives/kbd.tsx';
import { Menu } from '#web/design/primitives/menu.tsx';
import { Popover } from '#web/design/primitives/popover.tsx';
import { Slider } from '#web/design/primitives/slider.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { Row, Specimen } from './specimen.tsx';

const ICON = 16;

export function Actions() {
  const [open, setOpen] = useState<'dialog' | 'drawer' | null>(null);
  const [strength, setStrength] = useState(40);
  return (
    <div className="grid gap-x-10 gap-y-10 md:grid-cols-2">
      <Specimen name="Buttons" isWide>
        <Row>
          <Button
            variant="primary"
            size="large"
            icon={<Sparkles size={ICON} />}
            price={<Credits amount={4} />}
            keys="Mod+Enter"
          >
            Generate
          </Button>
          <Button variant="primary">Create account</Button>
          <Button variant="primary" size="small">
            Keep
          </Button>
          <Button variant="primary" isBusy>
            Generate
          </Button>
          <Button variant="primary" disabled>
            Generate
          </Button>
        </Row>
        <Row>
          <Button size="large">Upload</Button>
          <Button icon={<Download size={15} />}>Download</Button>
          <Button size="small">Use as input</Button>
          <Button disabled>Compare</Button>
        </Row>
        <Row>
          <Button variant="ghost">Cancel</Button>
          <Button variant="ghost" size="small" keys="E">
            Edit
          </Button>
          <Button variant="danger" icon={<Trash2 size={15} />}>
            Delete for good
          </Button>
          <Button variant="danger" size="small">
            Revoke
          </Button>
        </Row>
      </Specimen>
      <Specimen name="Icon buttons">
        <Row>
          <IconButton label="Favourite" keys="F" icon={<Heart size={ICON} />} />
          <IconButton label="Favourite" aria-pressed icon={<Heart size={ICON} fill="currentColor" />} />
          <IconButton label="Zoom" tone="outlined" icon={<Maximize2 size={ICON} />} />
          <IconButton label="More" size="small" icon={<Ellipsis size={ICON} />} />
          <span className="flex gap-1 rounded-card bg-[linear-gradient(120deg,#f4b183,#8e6fae_55%,#27496d)] p-2">
            <IconButton label="Download" tone="onMedia" size="small" icon={<Download size={14} />} />
            <IconButton label="Edit" tone="onMedia" size="small" icon={<Pencil size={14} />} />
          </span>
        </Row>
      </Specimen>
      <Specimen name="Keys">
        <Row>
          <Kbd keys="Mod+K" />
          <Kbd keys="Mod+Shift+Enter" />
          <Kbd keys="Q" />
          <Kbd keys="?" />
        </Row>
      </Specimen>
      <Specimen name="Menu, popover, dialog, drawer, toast" isWide>
        <Row>
          <Menu
            align="start"
            trigger={<Button icon={<Ellipsis size={ICON} />}>Actions</Button>}
            groups={[
              [
                { label: 'Use as input', icon: <Copy size={15} />, keys: 'U', onSelect: () => {} },
                { label: 'Download', icon: <Download size={15} />, keys: 'Mod+S', onSelect: () => {} },
              ],
              [
                {
                  label: 'Move to trash',
                  icon: <Trash2 size={15} />,
                  keys: 'Delete',
                  isDangerous: true,
                  onSelect: () => {},
                },
              ],
            ]}
          />
          <Popover
            title="Variation"
            trigger={<Button icon={<SlidersHorizontal size={ICON} />}>Popover</Button>}
            className="w-64"
          >
            <Slider
              label="Strength"
              value={strength}
              min={0}
              max={100}
              onChange={setStrength}
              format={(value) => `${value} %`}
            />
          </Popover>
          <Button onClick={() => setOpen('dialog')}>Dialog</Button>
          <Button onClick={() => setOpen('drawer')}>Drawer</Button>
          <Button onClick={() => toast({ title: '3 pictures moved to the trash', onUndo: () => {} })}>
            Toast with undo
          </Button>
        </Row>
        <Dialog
          isOpen={open === 'dialog'}
          onClose={() => setOpen(null)}
          title="Delete 3 pictures for good?"
          description="They leave the trash and the disk. What was made from them stays."
          width="narrow"
          actions={
            <>
              <Button variant="ghost" onClick={() => setOpen(null)}>
                Cancel
              </Button>
              <Button variant="danger" onClick={() => setOpen(null)}>
                Delete for good
              </Button>
            </>
          }
        />
        <Drawer isOpen={open === 'drawer'} onClose={() => setOpen(null)} title="Details">
          <p className="px-4 pb-6 text-base text-muted">A panel at the right edge; a sheet on a phone.</p>
        </Drawer>
      </Specimen>
    </div>
  );
}
